#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Train the small VGG16 that is embedded as the default model. Written for PyTorch 2.15 on a CPU with bfloat16.

    train_small_vgg16.py IMAGENETTE_DIR OUT_DIR        (IMAGENETTE_DIR holds train/ and val/, a folder per class, 224 x 224 JPEG)

VGG16's layers at a quarter of the width, batch norm after every convolution while training (folded by export_small_vgg16.py),
AdamW with a one-cycle schedule, label smoothing .1, random resized crops, flips, brightness and contrast; side 96, then 128, 160, 192.
"""
import torch, torch.nn as nn, torch.nn.functional as F, numpy as np, os, time, sys, math
from PIL import Image
torch.manual_seed(0); np.random.seed(0)
root, out = sys.argv[1], sys.argv[2]; classes = sorted(os.listdir(root + '/train'))
def load(split):
    f=f'{out}/{split}.npz'
    if os.path.exists(f):
        z=np.load(f); return torch.from_numpy(z['x']),torch.from_numpy(z['y'])
    X=[];Y=[]
    for i,c in enumerate(classes):
        for n in sorted(os.listdir(f'{root}/{split}/{c}')):
            X.append(np.asarray(Image.open(f'{root}/{split}/{c}/{n}').convert('RGB').resize((224,224),Image.BILINEAR)).transpose(2,0,1)); Y.append(i)
    X=np.stack(X);Y=np.array(Y); np.savez(f,x=X,y=Y); return torch.from_numpy(X),torch.from_numpy(Y)
W=float(os.environ.get('W','0.25')); H=int(os.environ.get('H','128'))
cfg=[64,64,'M',128,128,'M',256,256,256,'M',512,512,512,'M',512,512,512,'M']
class Net(nn.Module):
    def __init__(s):
        super().__init__(); L=[];ci=3
        for v in cfg:
            if v=='M': L.append(nn.MaxPool2d(2,2)); continue
            co=int(v*W); L+=[nn.Conv2d(ci,co,3,padding=1,bias=False),nn.BatchNorm2d(co),nn.ReLU(True)]; ci=co
        s.features=nn.Sequential(*L); s.avgpool=nn.AdaptiveAvgPool2d(7)
        s.classifier=nn.Sequential(nn.Linear(ci*49,H),nn.ReLU(True),nn.Dropout(.3),nn.Linear(H,H),nn.ReLU(True),nn.Dropout(.3),nn.Linear(H,10))
        for m in s.modules():
            if isinstance(m,nn.Conv2d): nn.init.kaiming_normal_(m.weight,mode='fan_out',nonlinearity='relu')
    def forward(s,x): return s.classifier(torch.flatten(s.avgpool(s.features(x)),1))
mean=torch.tensor([0.485,0.456,0.406]).view(1,3,1,1); std=torch.tensor([0.229,0.224,0.225]).view(1,3,1,1)
def batch(X,idx,size,train):
    x=X[idx].float().div_(255)
    n=len(idx)
    if train:
        # per-sample random resized crop via affine grid
        area=torch.empty(n).uniform_(0.35,1.0); ar=torch.exp(torch.empty(n).uniform_(math.log(.75),math.log(4/3)))
        w=torch.sqrt(area*ar).clamp(max=1.);h=torch.sqrt(area/ar).clamp(max=1.)
        cx=(torch.rand(n)*2-1)*(1-w); cy=(torch.rand(n)*2-1)*(1-h); fl=torch.where(torch.rand(n)<.5,-1.,1.)
        th=torch.zeros(n,2,3); th[:,0,0]=w*fl; th[:,1,1]=h; th[:,0,2]=cx; th[:,1,2]=cy
        if size<=128: x=F.avg_pool2d(x,2) if size<=112 else F.interpolate(x,scale_factor=160/224,mode='bilinear',align_corners=False)
        x=F.grid_sample(x,F.affine_grid(th,(n,3,size,size),align_corners=False),align_corners=False,padding_mode='reflection')
        b=torch.empty(n,1,1,1).uniform_(.7,1.3); c=torch.empty(n,1,1,1).uniform_(.7,1.3); mu=x.mean((1,2,3),keepdim=True)
        x=((x*b-mu)*c+mu).clamp_(0,1)
    elif size!=224: x=F.interpolate(x,(size,size),mode='bilinear',align_corners=False,antialias=True)
    return (x-mean)/std
def evaluate(m,X,Y,size):
    m.eval(); ok=0
    with torch.no_grad():
        for i in range(0,len(Y),64): ok+=(m(batch(X,torch.arange(i,min(i+64,len(Y))),size,False).contiguous(memory_format=torch.channels_last)).argmax(1)==Y[i:i+64]).sum().item()
    return ok/len(Y)
if __name__=='__main__':
    X,Y=load('train');XV,YV=load('val')
    m=Net().to(memory_format=torch.channels_last); print('params',sum(p.numel() for p in m.parameters()),flush=True)
    sched=eval(os.environ.get('SCHED','[(96,16),(128,20),(160,6),(192,2)]')); tot=sum(e for _,e in sched); BS=64
    steps=tot*(len(Y)//BS); opt=torch.optim.AdamW(m.parameters(),lr=1e-3,weight_decay=0.05)
    lr=torch.optim.lr_scheduler.OneCycleLR(opt,max_lr=float(os.environ.get('LR','2.5e-3')),total_steps=steps,pct_start=.2)
    ep=0;t0=time.time(); lim=float(os.environ.get('LIMIT','1e9'))
    for size,ne in sched:
        for _ in range(ne):
            m.train(); perm=torch.randperm(len(Y)); tl=0;nb=len(Y)//BS
            for b in range(nb):
                idx=perm[b*BS:(b+1)*BS]; x=batch(X,idx,size,True)
                
                x=x.contiguous(memory_format=torch.channels_last)
                with torch.autocast('cpu',dtype=torch.bfloat16): z=m(x)
                loss=F.cross_entropy(z.float(),Y[idx],label_smoothing=.1); opt.zero_grad(); loss.backward(); opt.step(); lr.step(); tl+=loss.item()
                if b in (5,20) and ep==0: print('b',b,loss.item(),time.time()-t0,flush=True)
            ep+=1; acc=evaluate(m,XV[::4],YV[::4],size); print(f'epoch {ep}/{tot} size {size} loss {tl/nb:.3f} val(1/4)@{size} {acc:.4f} t {time.time()-t0:.0f}',flush=True)
            torch.save(m.state_dict(),out+'/last.pt')
    for s in (160,192,224): print('final',s,evaluate(m,XV,YV,s),flush=True)
